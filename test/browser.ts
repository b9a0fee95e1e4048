import { existsSync } from 'node:fs'

/** Debian's, Alpine's and Google's browser; `PADER_TEST_BROWSER` names another. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Path of a Chromium on this machine, for tests that look at a page as its reader does. */
export const browserPath = [process.env['PADER_TEST_BROWSER'], ...places].find(
  (path) => path !== undefined && existsSync(path),
)

/** What the name of a skipped test says about why it was skipped. */
export const withoutBrowser =
  browserPath === undefined ? ' (skipped: no Chromium here; install one or name it in PADER_TEST_BROWSER)' : ''
