import type { Profile } from '../../src/core/profile.ts'
import { seen } from './special.ts'
import { t } from './text.ts'

/** What a profile is called where a person sees it; see `profileTitle` for where it is stored or exported. */
export function shownTitle({ name, url }: Pick<Profile, 'name' | 'url'>): string {
  return seen(name.trim() || url.trim()) || t('newConnection')
}
