/** The bytes of a file that is read at all: above this, reading alone would take seconds. */
export const mostFileBytes = 100 * 1024 * 1024
/** The characters of a YAML file: its grammar takes some hundred times longer than that of JSON. */
export const mostYamlLength = 1024 * 1024
/** Objects and lists inside each other. */
export const mostDepth = 200
/** Objects and lists in a file. */
export const mostValues = 2_000_000
/** Values that YAML aliases may stand for; without a bound a small file becomes a huge one. */
export const mostAliases = 100
export const mostProfiles = 5_000
export const mostEnvironments = 1_000
/** Variables whose values are put together; an environment of more is not taken. */
export const mostVariables = 1_000
/** Those that a file of ours names. */
export const mostFolders = 10_000
/** Notes shown one by one; further ones are counted. */
export const mostNotes = 500
/** Files of a folder that is read as one collection. */
export const mostFiles = 5_000
/** The characters of a pasted command line. */
export const mostCommandLength = 1024 * 1024
/** The characters of `.bru` files that are read together. */
export const mostBruLength = 4 * 1024 * 1024
