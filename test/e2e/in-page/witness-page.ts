// What a test can call in a page of the extension; `Witness` is its own end.

export { fuzz, knock } from './fuzz.ts'
export { readNumbers } from './numbers.ts'
export { openPanels } from './panels.ts'
export {
  call,
  clear,
  comesTo,
  connect,
  connectAgain,
  connectMany,
  cycle,
  endTransport,
  grown,
  headerRules,
  outcomeOf,
  reconnect,
  settled,
  stored,
  told,
} from './witness.ts'
