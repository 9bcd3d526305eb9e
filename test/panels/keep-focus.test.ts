import { afterEach, expect, test } from 'vitest'
import { keepFocus } from '../../panels/shared/keep-focus.ts'
import { soon } from '../soon.ts'

afterEach(() => {
  document.body.replaceChildren()
})

function show(...names: readonly string[]) {
  document.body.innerHTML = names
    .map((name) => `<div id="${name}" role="group"><input aria-label="${name}"><button>delete ${name}</button></div>`)
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

test('what goes by itself hands the focus on, whenever that is', async () => {
  show('a', 'b', 'c')
  document.querySelector<HTMLElement>('#b input')?.focus()
  document.getElementById('b')?.remove()
  await soon(() => expect(focused()).toBe('c'))
  document.getElementById('c')?.remove()
  await soon(() => expect(focused()).toBe('delete a'))
})

test('what can do nothing any more hands it on, too', async () => {
  show('a', 'b')
  const button = document.querySelector<HTMLButtonElement>('#a button')
  button?.focus()
  button?.toggleAttribute('disabled')
  await soon(() => expect(focused()).toBe('b'))
})

test('in a list that is made anew it is at the place it was at', async () => {
  show('a', 'b', 'c', 'd')
  document.querySelector<HTMLElement>('#c button')?.focus()
  const rows = ['a', 'b', 'd'].map((name) => {
    const row = document.createElement('div')
    row.innerHTML = `<button>keep ${name}</button>`
    row.setAttribute('role', 'group')
    return row
  })
  document.body.replaceChildren(...rows)
  await soon(() => expect(focused()).toBe('keep d'))
})

test('it stays in its part of the page as long as there is something in it', async () => {
  document.body.innerHTML =
    '<section><button>first</button><button>last</button></section><section><button>elsewhere</button></section>'
  keepFocus(document)
  const last = document.querySelector<HTMLElement>('button:last-child')
  last?.focus()
  last?.remove()
  await soon(() => expect(focused()).toBe('first'))
})

test('who left it for nothing in particular is not taken back to it', async () => {
  show('a', 'b')
  const button = document.querySelector<HTMLButtonElement>('#a button')
  button?.focus()
  document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
  button?.blur()
  document.getElementById('a')?.remove()
  await soon(() => expect(document.getElementById('a')).toBeNull())
  await Promise.resolve()
  expect(document.activeElement).toBe(document.body)
})
