import { afterEach, expect, test } from 'vitest'
import { keepFocus } from '../../panels/shared/keep-focus.ts'
import { soon } from '../soon.ts'

afterEach(() => {
  document.body.replaceChildren()
})

function show(...names: readonly string[]) {
  document.body.innerHTML = names
    .map((name) => `<div id="${name}"><input aria-label="${name}"><button>delete ${name}</button></div>`)
    .join('')
  keepFocus(document)
  const remove = (name: string) => {
    const row = document.getElementById(name)
    const button = row?.querySelector('button')
    button?.addEventListener('click', () => queueMicrotask(() => row?.remove()))
    button?.focus()
    button?.click()
  }
  return remove
}

const focused = () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent

test('the next thing has the focus when its row is taken away', async () => {
  show('a', 'b', 'c')('b')
  await soon(() => expect(focused()).toBe('c'))
})

test('without a next one it is the one before', async () => {
  show('a', 'b')('b')
  await soon(() => expect(focused()).toBe('delete a'))
})

test('a focus that was put elsewhere stays there', async () => {
  const remove = show('a', 'b', 'c')
  remove('b')
  document.querySelector('input')?.focus()
  await soon(() => expect(document.getElementById('b')).toBeNull())
  expect(focused()).toBe('a')
})
