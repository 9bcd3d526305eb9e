/** Gives the rows of the log the keyboard. */
export function focusRows(): void {
  document.querySelector<HTMLElement>('.log-grid [role="grid"]')?.focus()
}
