// What a test can call in a page of the extension; `Witness` is its own end.

export { burst, burstTold } from './burst.ts'
export { setClock } from './clock.ts'
export { fuzz, knock } from './fuzz.ts'
export { readNotes, readNumbers, readPace } from './numbers.ts'
export { openPanels } from './panels.ts'
export {
  ballast,
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
  reconnect,
  room,
  settled,
  stored,
  told,
} from './witness.ts'
