/** The `token` of RFC 9110 section 5.6.2: what a header and a subprotocol may be named. */
export const httpToken = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
