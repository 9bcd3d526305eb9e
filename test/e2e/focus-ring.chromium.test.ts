import { expect, it } from 'vitest'
import type { Surface } from './support/browser.ts'
import { connect, newConnection, present, rowCount, send, waiting } from './support/inspector.ts'
import { openStage } from './support/stage.ts'

const { browser, server, inspector } = await openStage()

/** Goes through a page with the Tab key and gives what has no whole ring then. Grids and dividers draw one of their own. */
async function withoutRing(surface: Surface): Promise<string[]> {
  const names: string[] = []
  await surface.evaluate(`document.activeElement?.blur()`)
  for (let count = 0; count < 80; count++) {
    await surface.press('Tab')
    names.push(await surface.evaluate<string>(ringFault))
  }
  return [...new Set(names)].filter(Boolean)
}

const ringFault = `
  const focused = document.activeElement
  // The editor, which comes a while after the keyboard, draws one around all of it.
  const element = focused.closest('.cm-editor') ?? focused
  if (element === document.body || element.matches('[role=grid], [role=separator]')) return ''
  const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(element)
  const { left, right, top, bottom } = element.getBoundingClientRect()
  const reach = parseFloat(outlineWidth) + parseFloat(outlineOffset) - 0.6
  const isCut = (pane) => {
    const { overflowX, overflowY } = getComputedStyle(pane)
    if (overflowX === 'visible' && overflowY === 'visible') return false
    const edge = pane.getBoundingClientRect()
    return left - reach < edge.left || right + reach > edge.right || top - reach < edge.top || bottom + reach > edge.bottom
  }
  let pane = element.parentElement
  while (pane !== document.documentElement && !isCut(pane)) pane = pane.parentElement
  const isWhole = outlineStyle !== 'none' && pane === document.documentElement
  return isWhole ? '' : focused.ariaLabel ?? focused.labels?.[0]?.innerText ?? focused.innerText`

it('is seen as a whole around all that takes the focus: in the inspector, beside a message in detail', async () => {
  await newConnection(inspector, { name: 'Echo', url: `ws://127.0.0.1:${server.port}/echo` })
  await connect(inspector)
  await send(inspector, '{"a":1}')
  await expect.poll(() => rowCount(inspector), waiting).toBe(4)
  await inspector.evaluate(`document.querySelector('[role=grid] [data-type=message]').click()`)
  await present(inspector, 'region', 'Message detail')
  expect(await withoutRing(inspector)).toEqual([])
  await inspector.click('button', 'Keyboard')
  await present(inspector, 'dialog', 'Keyboard')
  expect(await withoutRing(inspector)).toEqual([])
})

it('is seen as a whole in the options', async () => {
  const options = await browser.openPage('panels/options/index.html')
  await options.resize(1280, 800)
  await present(options, 'button', 'Time')
  expect(await withoutRing(options)).toEqual([])
})
