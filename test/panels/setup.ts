import { configure } from '@testing-library/preact'

// A second, the default, is what a busy machine takes to load a lazy part of the panel.
configure({ asyncUtilTimeout: 20_000 })
