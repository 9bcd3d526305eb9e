/** The WebExtension API. Only this folder may use it; everything else uses the verbs beside this file. */
export { default as browser } from 'webextension-polyfill'
