// The tabs that are not seen first.
export { AuthTab } from '../auth/auth-tab.tsx'
export { OptionsTab } from '../automation/options-tab.tsx'
export { HandshakeTab } from '../handshake/handshake-tab.tsx'
export { HeadersTab } from '../headers/headers-tab.tsx'
export { ParametersTab } from './parameters-tab.tsx'
