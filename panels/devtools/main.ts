import { createPanel } from '../../src/platform/devtools.ts'

createPanel('Switchboard', '/icons/32.png', '/panels/inspector/index.html')
