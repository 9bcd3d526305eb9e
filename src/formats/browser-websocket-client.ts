import * as v from 'valibot'
import { isJson } from '../core/json.ts'
import { literally } from '../core/variables.ts'
import { counted } from './count.ts'
import { Draft } from './draft.ts'
import { type ImportResult, importedProfile, type SavedMessage } from './imported.ts'
import { invalidFile } from './invalid-file.ts'
import { readJson } from './read-json.ts'
import { later, text } from './schema.ts'

const file = v.object({ messages: later, protocols: later, urls: v.array(v.unknown()) })

/** What separates the name of a message from its body in this format. */
const separator = '\u0007'

/**
 * Options of the extension Browser WebSocket Client: URLs, messages and protocols that belong to no one URL. It knows no
 * variables, so `{{name}}` is text.
 */
export function importBrowserWebSocketClient(content: string): ImportResult {
  const read = readJson(content)
  if (!read.ok) return read
  const parsed = v.safeParse(file, read.value)
  if (!parsed.success) return invalidFile('This is not a file of Browser WebSocket Client: a list `urls` was expected.')
  const { messages, protocols, urls } = parsed.output
  const draft = new Draft('Browser WebSocket Client')
  const savedMessages = messagesOf(messages, draft)
  const subprotocols = textsOf(protocols, 'protocols', draft)
  const addresses = textsOf(urls, 'urls', draft)
  for (const url of addresses)
    draft.profile(importedProfile({ name: url, url: literally(url), savedMessages, subprotocols }))
  if (addresses.length > 1 && savedMessages.length > 0) {
    draft.note(
      'messages',
      'The file does not tell which message belongs to which URL; each profile has got all of them.',
    )
  }
  if (addresses.length === 0 && savedMessages.length > 0) {
    draft.note('messages', `${counted(savedMessages.length, 'message')} left out: the file has no URLs.`)
  }
  if (subprotocols.length > 1) {
    draft.note('protocols', 'All protocols of the file are offered at once; remove those a server does not know.')
  }
  return draft.finish('This file of Browser WebSocket Client holds no URLs.')
}

function messagesOf(list: unknown, draft: Draft): SavedMessage[] {
  return textsOf(list, 'messages', draft).map((message) => {
    const end = message.indexOf(separator)
    const data = message.slice(end + 1)
    return { name: end < 0 ? '' : message.slice(0, end), kind: isJson(data) ? 'json' : 'text', data: literally(data) }
  })
}

function textsOf(list: unknown, place: string, draft: Draft): string[] {
  const texts: string[] = []
  draft.each(list, place, text, (item) => {
    if (item.trim() !== '') texts.push(item)
  })
  return texts
}
