/** Whether there is an inspected page: only in DevTools. What can be asked of it is in `inspected-page.ts`, which comes when it is asked. */
export function hasInspectedPage(): boolean {
  return typeof chrome === 'object' && chrome.devtools?.inspectedWindow !== undefined
}
