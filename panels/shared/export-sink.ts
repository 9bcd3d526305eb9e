/** Where an export's text goes, part by part. */
export interface ExportSink {
  write(text: string): Promise<void>
  /** @returns the whole, where it is not in a file by then */
  finish(): Promise<Blob | undefined>
}

/** Parts that the browser may keep on disk, to be downloaded as one. */
export function blobSink(type: string): ExportSink {
  const parts: Blob[] = []
  return {
    async write(text) {
      parts.push(new Blob([text]))
    },
    finish: async () => new Blob(parts, { type }),
  }
}

/** A file that the person chose: its old content stays until all is written. */
export async function fileSink(file: Pick<FileSystemFileHandle, 'createWritable'>): Promise<ExportSink> {
  const writable = await file.createWritable()
  return {
    write: (text) => writable.write(text),
    async finish() {
      await writable.close()
      return undefined
    },
  }
}
