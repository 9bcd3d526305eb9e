import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { processTime } from './cpu.ts'

/** What a command line client made of a flood. */
export interface Printed {
  /** From the words that it is connected to the last message it printed, in milliseconds. */
  readonly took: number
  readonly messages: number
}

/** Milliseconds without a message after which no more is expected. */
const longestPause = 10_000
