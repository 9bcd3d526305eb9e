/** The dialog that is open over the page: what is pressed or dropped is meant for it. */
export function openDialog(): Element | null {
  return document.querySelector('dialog[open]')
}
