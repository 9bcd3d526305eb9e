import type { ElementFacts } from './finder.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * A page of the extension as a person has it before them; controls are found by role and accessible name. What is used
 * is waited for until it can be, as a person does.
 */
export interface Surface {
  /** Runs the body of a function, which may await, in the page. `args` holds the values given. */
  evaluate<T>(body: string, ...args: Json[]): Promise<T>
  find(role: string, name: string): Promise<ElementFacts | null>
  /** A real click in the middle of the element. */
  click(role: string, name: string): Promise<void>
  /** Replaces what is in a text field by real input. */
  fill(role: 'textbox' | 'searchbox' | 'spinbutton', name: string, text: string): Promise<void>
  /** Picks an option of a `select` by its label. */
  choose(name: string, option: string): Promise<void>
  /** Presses a key in the focused element: a character or a name of `KeyboardEvent.key`. */
  press(key: string, ...modifiers: Modifier[]): Promise<void>
  reload(): Promise<void>
  screenshot(file: string): Promise<void>
  close(): Promise<void>
}

/** A page in a tab of its own, which may be as small as a docked panel. */
export interface Tab extends Surface {
  /** Gives the page so much room, in CSS pixels. */
  resize(width: number, height: number): Promise<void>
  /** Turns the wheel upwards over the middle of an element: by a notch, or by four pixels as a touchpad does. */
  wheelUp(role: string, name: string, by: 'notch' | 'touch'): Promise<void>
}

/** `Meta` is ⌘ on a Mac. */
export type Modifier = 'Control' | 'Shift' | 'Alt' | 'Meta'

/** A browser with the built extension in it. */
export interface TestBrowser {
  readonly name: 'chromium' | 'firefox'
  /** What other extensions and pages know the extension by. */
  readonly extensionId: string
  /** The folder that downloads go to. */
  readonly downloads: string
  /** Opens a page of the extension, such as `panels/options/index.html`, in a tab of its own. */
  openPage(path: string): Promise<Tab>
  /** Opens a web page in a tab of its own. */
  openSite(url: string): Promise<Surface>
  /** Waits for the window that the browser opened by itself and that shows an address beginning so. */
  windowAt(start: string): Promise<Surface>
  /** Installs another extension beside ours. */
  installOther(folder: string): Promise<Pick<TestBrowser, 'openPage'>>
  /** Opens DevTools for a site and shows the Switchboard panel there. */
  openPanel(site: string): Promise<Surface>
  /** What the network panel of Chromium's DevTools, opened for a site, makes of an HTTP Archive. */
  readHar?(site: string, har: string): Promise<readonly ReadRequest[]>
  /** Takes away all access to hosts that was given. */
  revokeHostAccess(): Promise<void>
  /** Whether a person may allow it in private windows. */
  isForPrivateWindows(): Promise<boolean>
  /** Ends the background as the browser would: the service worker, or the event page. */
  stopBackground(): Promise<void>
  /** What the extension's pages hold in memory, after garbage was collected. */
  weigh(): Promise<Weight>
  /** Ends the browser and starts it again with the same profile. */
  restart(): Promise<void>
  /** The same, but the browser has no time to do anything before it ends: SIGKILL. */
  kill(): Promise<void>
  close(): Promise<void>
}

/** A request as a network panel has it. */
export interface ReadRequest {
  readonly url: string
  readonly type: string
  readonly status: number
  /** Which way each of its messages went. */
  readonly messages: readonly string[]
}

export interface Weight {
  /** Pages and frames, those included that are closed and still held by something. */
  readonly documents: number
  readonly listeners: number
  /** In bytes. */
  readonly heap: number
}

export interface LaunchOptions {
  /** What the organisation's policy delivers in `storage.managed`. */
  readonly policy?: { readonly [key: string]: Json }
  /** Whether the extension has access to all hosts, as if the person had given it. */
  readonly hostAccess?: 'granted'
  /** Whether it may show notifications, as if the person had allowed it. */
  readonly notifications?: 'granted'
  /** Whether the witness can set the clock that the extension goes by. */
  readonly clock?: 'movable'
  /** Its only language, as in a browser of that language. */
  readonly language?: 'de'
}
