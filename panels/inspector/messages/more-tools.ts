// What helps with the log and is shown when it is asked for.
export { ClearedOffer } from './cleared-offer.tsx'
export { FilterDetails } from './filter-details.tsx'
export { FilterResult } from './filter-result.tsx'
export { FindBar } from './find-bar.tsx'
export { LogChooser } from './log-chooser.tsx'
export { MarkButtons } from './mark-buttons.tsx'
export { PickedStrip } from './picked-strip.tsx'
export { RowStrip } from './row-strip.tsx'
