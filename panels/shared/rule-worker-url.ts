import url from './rule-worker.ts?worker&url'

/** Where the Worker is that looks through a log for a rule; each look starts one of its own. */
export const ruleWorkerUrl = url
