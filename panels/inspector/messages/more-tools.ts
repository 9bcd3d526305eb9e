// What helps with the log and is shown when it is asked for.
export { FilterDetails } from './filter-details.tsx'
export { FindBar } from './find-bar.tsx'
export { MarkButtons } from './mark-buttons.tsx'
export { RowStrip } from './row-strip.tsx'
