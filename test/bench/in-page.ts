// Runs in pages of the extensions; the benchmark's own end is `BenchPage`. What is exported can be called from there.

export { countBare, echoBare, showBare, watchNumber } from './in-page/bare.ts'
export { openDocument, scrollTree } from './in-page/documents.ts'
export { shakeHands } from './in-page/handshakes.ts'
export { makeProfiles, openPages } from './in-page/opening.ts'
export { filterLog, jump, typeFilterKeys, watchFrames } from './in-page/panel.ts'
export { connectUnwatched, watchRows } from './in-page/rows.ts'
export { checkLog, echo, receive } from './in-page/switchboard.ts'
export { answerOnce, commandOnce, keepAliveDelays, reconnectDelays, startTimers } from './in-page/timers.ts'
export { composerPlace, fillEditor, watchTyping } from './in-page/typing.ts'
export { exportWhole, findInLog, receiveWhileFiltering } from './in-page/whole-log.ts'
