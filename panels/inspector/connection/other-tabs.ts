// The tabs that are not seen at first, as one chunk. The rules have one of their own.
export { AuthTab } from '../auth/auth-tab.tsx'
export { OptionsTab } from '../automation/options-tab.tsx'
export { HandshakeTab } from '../handshake/handshake-tab.tsx'
export { HeadersTab } from '../headers/headers-tab.tsx'
export { ParametersTab } from './parameters-tab.tsx'
