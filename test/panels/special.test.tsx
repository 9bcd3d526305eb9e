import { cleanup, render } from '@testing-library/preact'
import { afterEach, describe, expect, test } from 'vitest'
import { exactText, isCrowded } from '../../panels/inspector/detail/exact-text.tsx'
import { Highlighted } from '../../panels/inspector/messages/highlighted.tsx'
import { RefusalAlert } from '../../panels/shared/alert.tsx'
import { seen } from '../../panels/shared/special.ts'

afterEach(cleanup)

const bidi = [0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069]
const others = [0x80, 0x85, 0x9f, 0xad, 0x200b, 0x2028, 0x2029, 0x2060, 0xfeff]

describe('in a row', () => {
  test('special characters have a sign each, in the same place', () => {
    expect(seen('a\0b\x1b[1m\x7f')).toBe('a␀b␛[1m␡')
    const text = String.fromCharCode(...bidi, ...others)
    expect(seen(text)).toBe('•'.repeat(text.length))
  })

  test('other characters stay, with those that scripts and emoji need', () => {
    const text = 'tab\tline\r\nשלום می‌خواهم 👩‍👩‍👧 ❤️ é \u{1f3f4}\u{e0067}\u{e007f} \ud800'
    expect(seen(text)).toBe(text)
  })

  test('what is looked for is found as it is, and shown', () => {
    const { container } = render(<Highlighted text={'a\u202eb\0'} pattern={/\u202eb/g} />)
    expect(container.innerHTML).toBe('a<mark>•b</mark>␀')
  })
})

test('in a refusal, which may say what a server has said, they have a sign, too', () => {
  const { container } = render(<RefusalAlert refusal={{ code: 'failed', message: 'It said: \u202eon' }} />)
  expect(container.textContent).toBe('It said: •on')
})

describe('in a text', () => {
  const draw = (text: string) => {
    const { container } = render(<pre>{exactText(text)}</pre>)
    const names = [...container.querySelectorAll<HTMLElement>('.special')].map(({ dataset }) => dataset.name)
    return { names, text: container.textContent }
  }

  test('special characters have an element with their name, and are still there', () => {
    const text = 'a\0b\u202egpj.exe\x7f\u0085\u2028'
    expect(draw(text)).toEqual({ names: ['U+0000', 'U+202E', 'U+007F', 'U+0085', 'U+2028'], text })
  })

  test('one that is repeated has one element', () => {
    const text = `\0\0\0\x01${'\u200b'.repeat(16_384)}.`
    expect(draw(text)).toEqual({ names: ['U+0000 × 3', 'U+0001', 'U+200B × 16384'], text })
  })

  test('a carriage return is shown where it ends no line', () => {
    expect(draw('a\r\nb\rc\r')).toEqual({ names: ['U+000D', 'U+000D'], text: 'a\r\nb\rc\r' })
  })

  test('many are told, so that fewer are drawn at a time', () => {
    expect(isCrowded('a\0'.repeat(501))).toBe(true)
    expect(isCrowded('a\0'.repeat(500))).toBe(false)
    expect(isCrowded('\0'.repeat(16_384))).toBe(false)
  })

  test('an ordinary text stays one text', () => {
    expect(exactText('ordinary')).toBe('ordinary')
  })
})
