/** Characters per call: more arguments than this do not fit a stack. A multiple of 3, so that parts can be joined. */
const step = 3 * 8192

export function encodeBase64(bytes: Uint8Array): string {
  let base64 = ''
  for (let start = 0; start < bytes.length; start += step) base64 += btoa(latin1(bytes.subarray(start, start + step)))
  return base64
}

/** One character for each byte. */
export function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += step)
    text += String.fromCharCode(...bytes.subarray(start, start + step))
  return text
}
