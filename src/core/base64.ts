/** Characters per call: more arguments than this do not fit a stack. A multiple of 3, so that parts can be joined. */
const step = 3 * 8192

export function encodeBase64(bytes: Uint8Array): string {
  let base64 = ''
  for (let start = 0; start < bytes.length; start += step) base64 += btoa(latin1(bytes.subarray(start, start + step)))
  return base64
}

/** Base64 of the text's UTF-8. */
export function encodeBase64Text(text: string): string {
  return encodeBase64(new TextEncoder().encode(text))
}

/** @returns undefined when the text is not Base64. */
export function decodeBase64(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), (unit) => unit.charCodeAt(0))
  } catch {
    return undefined
  }
}

/** @returns undefined when the text is not Base64 of UTF-8. */
export function decodeBase64Text(base64: string): string | undefined {
  const bytes = decodeBase64(base64)
  if (!bytes) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** One character for each byte. */
export function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += step)
    text += String.fromCharCode(...bytes.subarray(start, start + step))
  return text
}
