// The tabs that are not seen first, and what belongs to them.
export { AuthTab } from '../auth/auth-tab.tsx'
export { StaleToken } from '../auth/stale-token.tsx'
export { OptionsTab } from '../automation/options-tab.tsx'
export { TextOffer } from '../composer/text-offer.tsx'
export { HandshakeTab } from '../handshake/handshake-tab.tsx'
export { HeadersTab } from '../headers/headers-tab.tsx'
export { ParametersTab } from './parameters-tab.tsx'
export { UrlOffer } from './url-offer.tsx'
