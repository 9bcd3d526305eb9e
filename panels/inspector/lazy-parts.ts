import type { FunctionComponent } from 'preact'
import { type Lazy, lazy } from '../shared/lazy.tsx'

// What the panel is painted without. It comes as soon as there is nothing else to do, so that nobody waits for it.

const parts: Pick<Lazy<never>, 'load'>[] = []

function part<Props extends object>(fetch: () => Promise<FunctionComponent<Props>>): Lazy<Props> {
  const made = lazy(fetch)
  parts.push(made)
  return made
}

const tabs = () => import('./connection/more-tabs.ts')
export const ParametersTab = part(async () => (await tabs()).ParametersTab)
export const AuthTab = part(async () => (await tabs()).AuthTab)
export const StaleToken = part(async () => (await tabs()).StaleToken)
export const HeadersTab = part(async () => (await tabs()).HeadersTab)
export const OptionsTab = part(async () => (await tabs()).OptionsTab)
export const HandshakeTab = part(async () => (await tabs()).HandshakeTab)
export const ResolvedUrl = part(async () => (await tabs()).ResolvedUrl)
export const UrlOffer = part(async () => (await tabs()).UrlOffer)
export const MessageVariables = part(async () => (await tabs()).MessageVariables)
export const TextOffer = part(async () => (await tabs()).TextOffer)
export const MoreActions = part(async () => (await tabs()).MoreActions)
export const AllowAccess = part(async () => (await import('../shared/allow-access.tsx')).AllowAccess)
export const RulesTab = part(async () => (await import('./automation/rules-tab.tsx')).RulesTab)

export const MessageDetail = part(async () => (await import('./detail/message-detail.tsx')).MessageDetail)
export const RowMore = part(async () => (await import('./messages/row-more.tsx')).RowMore)
export const SavedList = part(async () => (await import('./composer/saved-list.tsx')).SavedList)

const logTools = () => import('./messages/more-tools.ts')
export const FindBar = part(async () => (await logTools()).FindBar)
export const FilterDetails = part(async () => (await logTools()).FilterDetails)
export const FilterResult = part(async () => (await logTools()).FilterResult)
export const ClearedOffer = part(async () => (await logTools()).ClearedOffer)
export const Highlighted = part(async () => (await logTools()).Highlighted)
export const LogChooser = part(async () => (await logTools()).LogChooser)
export const PairBadge = part(async () => (await logTools()).PairBadge)
export const PickedStrip = part(async () => (await logTools()).PickedStrip)
export const MarkButtons = part(async () => (await logTools()).MarkButtons)
export const RowStrip = part(async () => (await logTools()).RowStrip)

const dialogs = () => import('./dialogs.ts')
export const DisconnectWith = part(async () => (await dialogs()).DisconnectWith)
export const KeyboardDialog = part(async () => (await dialogs()).KeyboardDialog)
export const ProfileMenu = part(async () => (await dialogs()).ProfileMenu)
export const FolderDialog = part(async () => (await dialogs()).FolderDialog)
export const ExportLogDialog = part(async () => (await dialogs()).ExportLogDialog)
export const EnvironmentsDialog = part(async () => (await dialogs()).EnvironmentsDialog)
export const ImportDialog = part(async () => (await dialogs()).ImportDialog)
export const KnownVariables = part(async () => (await dialogs()).KnownVariables)
export const UndoToasts = part(async () => (await dialogs()).UndoToasts)
export const ExportDialog = part(async () => (await dialogs()).ExportDialog)

/** Fetches all of them, once, and one after the other: to ask for all at once would take longer than a frame. */
export async function loadParts(): Promise<void> {
  for (const { load } of parts) await load()
  await import('./model/profile-arranging.ts')
  await import('./model/log-exporting.ts')
  await import('./model/exporter.ts')
}
