/** Hands a file to the browser to keep, as if a link to it had been clicked; this needs no permission. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser has begun to read it by then; long after, for a question where to put it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
