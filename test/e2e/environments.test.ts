import { expect, it } from 'vitest'
import { connect, expectOutcome, newConnection, present, send, shownRows, soon, waiting } from './support/inspector.ts'
import { openStage } from './support/stage.ts'
import { command, snapshot } from './support/wire.ts'

const { server, inspector } = await openStage()

const resolved = async () => (await inspector.find('note', 'URL with variables filled in'))?.text

it('a variable that is not known is refused by name, and nothing is connected', async () => {
  await newConnection(inspector, { name: 'With variables', url: 'ws://{{host}}/echo', kind: 'Text' })
  await inspector.click('button', 'Connect')
  expect(await expectOutcome(inspector, 'invalid-url')).toContain('{{host}}')
  await soon(async () => expect(await resolved()).toContain('Not known: {{host}}'))
})

it('an environment made in the panel gives it its value', async () => {
  await inspector.click('button', 'Variables')
  await inspector.click('button', 'Edit environments')
  await present(inspector, 'button', 'New environment')
  await inspector.click('button', 'New environment')
  await present(inspector, 'textbox', 'Environment name')
  await inspector.fill('textbox', 'Environment name', 'Local')
  await inspector.click('button', 'Add variable')
  await present(inspector, 'textbox', 'Variable name')
  await inspector.fill('textbox', 'Variable name', 'host')
  await inspector.fill('textbox', 'Variable value', `127.0.0.1:${server.port}`)
  await inspector.click('button', 'Close')
  await soon(async () => expect(await resolved()).toBe(`ws://127.0.0.1:${server.port}/echo`))
})

it('it goes into the connection and into messages', async () => {
  await connect(inspector)
  await send(inspector, 'at {{host}}, number {{$counter}}')
  const text = `at 127.0.0.1:${server.port}, number 1`
  await expect
    .poll(async () => (await shownRows(inspector)).filter((row) => row.text.includes(text)).length, waiting)
    .toBe(2)
})

it('another is chosen in the toolbar; its secret goes out, and is masked and in no update', async () => {
  const host = { name: 'host', value: `localhost:${server.port}`, enabled: true, secret: false }
  const token = { name: 'token', value: 'hunter2-of-staging', enabled: true, secret: true }
  await command(inspector, 'environment.create', { name: 'Staging', variables: [host, token] })
  await soon(() => inspector.choose('Environment', 'Staging'))
  await soon(async () => expect(await resolved()).toBe(`ws://localhost:${server.port}/echo`))
  await inspector.click('button', 'Variables')
  await expect.poll(async () => (await inspector.find('dialog', 'Variables'))?.text, waiting).toMatch(/token\s*•+/)
  expect(await inspector.evaluate('return document.body.innerText')).not.toContain('hunter2')
  await inspector.press('Escape')
  const told = await snapshot(inspector)
  expect(told).toContain('Staging')
  expect(told).not.toContain('hunter2')
  await send(inspector, 'token {{token}}')
  await expect
    .poll(
      async () => (await shownRows(inspector)).filter(({ text }) => text.includes('hunter2-of-staging')).length,
      waiting,
    )
    .toBe(2)
})

it('without an environment a message with its variable is not sent', async () => {
  await inspector.choose('Environment', 'No environment')
  await soon(async () => expect(await resolved()).toContain('Not known'))
  const before = (await shownRows(inspector)).filter(({ type }) => type === 'message').length
  await send(inspector, '{{host}}')
  expect(await expectOutcome(inspector, 'unknown-variable')).toContain('no environment is chosen')
  expect((await shownRows(inspector)).filter(({ type }) => type === 'message')).toHaveLength(before)
})

it('a secret that is the whole URL is masked as the browser writes it, too', async () => {
  const door = { name: 'door', value: `ws://LOCALHOST:${server.port}/echo?key=hunter3`, enabled: true, secret: true }
  await command(inspector, 'environment.create', { name: 'Door', variables: [door] })
  await soon(() => inspector.choose('Environment', 'Door'))
  await newConnection(inspector, { url: '{{door}}', kind: 'Text' })
  await connect(inspector)
  await soon(async () => expect((await shownRows(inspector)).map(({ text }) => text).join()).toContain('••••••'))
  expect(await inspector.evaluate('return document.body.innerText')).not.toContain('hunter3')
})
