import type { Ref } from 'preact'

interface FileInputProps {
  readonly label: string
  readonly field?: Ref<HTMLInputElement>
  readonly multiple?: boolean
  readonly disabled?: boolean
  readonly onFiles: (files: readonly File[]) => void
}

/** Tells of every choice: by itself the browser says nothing of the file it has, which may be mended by now. */
export function FileInput({ label, field, multiple = false, disabled = false, onFiles }: FileInputProps) {
  return (
    <label class="files-source">
      {label}
      <input
        type="file"
        ref={field ?? null}
        multiple={multiple}
        disabled={disabled}
        onClick={({ currentTarget }) => {
          currentTarget.value = ''
        }}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])]
          if (files.length > 0) onFiles(files)
        }}
      />
    </label>
  )
}
