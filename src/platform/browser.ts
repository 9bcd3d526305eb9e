import type { Browser } from 'webextension-polyfill'

const names: { readonly browser?: Browser; readonly chrome?: Browser } = Object(globalThis)

/**
 * The WebExtension API. Only this folder may use it; everything else uses the verbs beside this file. Since Chrome gives
 * promises as well, all that differs is its name.
 */
export const browser = (names.browser ?? names.chrome) as Browser
