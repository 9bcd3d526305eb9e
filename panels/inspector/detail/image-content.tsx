import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ImageType } from '../../../src/core/image-type.ts'
import { byteSize } from '../../shared/format.ts'
import { t } from '../../shared/text.ts'

interface ImageContentProps {
  readonly bytes: Uint8Array
  readonly type: ImageType
}

/** A binary message that is an image, shown as one. */
export function ImageContent({ bytes, type }: ImageContentProps) {
  const url = useSignal<string | undefined>(undefined)
  const measured = useSignal<{ width: number; height: number } | 'unreadable' | undefined>(undefined)
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }))
    url.value = made
    return () => URL.revokeObjectURL(made)
  }, [bytes, type, url])
  const format = type.slice('image/'.length).toUpperCase()
  if (measured.value === 'unreadable') return <p class="detail-note">{t('imageUnreadable', format)}</p>
  return (
    <figure class="image-content">
      {url.value !== undefined && (
        <img
          src={url.value}
          alt={t('imageMessage', format)}
          onLoad={({ currentTarget }) => {
            measured.value = { width: currentTarget.naturalWidth, height: currentTarget.naturalHeight }
          }}
          onError={() => {
            measured.value = 'unreadable'
          }}
        />
      )}
      <figcaption>
        {[
          format,
          measured.value && t('imageSize', String(measured.value.width), String(measured.value.height)),
          byteSize(bytes.length),
        ]
          .filter(Boolean)
          .join(' · ')}
      </figcaption>
    </figure>
  )
}
