import { browser } from './browser.ts'
import { browserName } from './browser-name.ts'

/** What an expression came to in the inspected page. Values are copies, as JSON would make them. */
export type PageAnswer =
  | { readonly type: 'value'; readonly value: unknown }
  /** The expression threw, or is none. */
  | { readonly type: 'exception'; readonly message: string }
  /** DevTools could not evaluate anything, as in the browser's own pages. */
  | { readonly type: 'unreachable'; readonly message: string }

/**
 * Evaluates an expression in the top frame of the inspected page. Promises are not waited for.
 * @see https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/devtools/inspectedWindow/eval
 */
export async function readInInspectedPage(expression: string): Promise<PageAnswer> {
  try {
    const [value, failure] = await evaluate(expression)
    if (failure?.isException) return { type: 'exception', message: firstLine(failure.value) }
    if (failure?.isError) return { type: 'unreachable', message: firstLine(failure.description ?? failure.code) }
    return { type: 'value', value }
  } catch (error) {
    return { type: 'unreachable', message: firstLine(error) }
  }
}

/**
 * What DevTools have seen the inspected page ask for, as the `log` of an HTTP Archive: only what came after they were opened.
 * @see https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/devtools/network/getHAR
 */
export function requestsOfInspectedPage(): Promise<unknown> {
  if (browserName() === 'firefox') return browser.devtools.network.getHAR()
  return new Promise((settle) => chrome.devtools.network.getHAR(settle))
}

/** Loads the inspected page once more. */
export function reloadInspectedPage(): void {
  if (browserName() === 'firefox') void browser.devtools.inspectedWindow.reload()
  else chrome.devtools.inspectedWindow.reload({})
}

interface Failure {
  readonly isException?: boolean | undefined
  readonly isError?: boolean | undefined
  readonly value?: unknown
  readonly code?: string | undefined
  readonly description?: string | undefined
}

type Answer = readonly [value: unknown, failure: Failure | undefined]

/** Chromium has the API on `chrome` only, where it takes a callback; Firefox gives a promise of a pair. */
function evaluate(expression: string): Promise<Answer> {
  if (browserName() === 'firefox')
    return browser.devtools.inspectedWindow.eval(expression) as Promise<[unknown, Failure]>
  return new Promise((settle) => {
    chrome.devtools.inspectedWindow.eval(expression, (...answer: [unknown, Failure | undefined]) => settle(answer))
  })
}

function firstLine(told: unknown): string {
  return String(told instanceof Error ? told.message : (told ?? '')).split('\n', 1)[0] ?? ''
}
