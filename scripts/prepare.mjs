// Builds when the package is installed from its sources, which takes packages that an install can be told to leave out.
import { createRequire } from 'node:module'

const { resolve } = createRequire(import.meta.url)

try {
  resolve('rolldown')
} catch {
  process.stderr.write(
    'pader: it is built as it is installed, and the packages for that were left out (--omit=dev or NODE_ENV=production):\n' +
      '  install with "npm ci --include=dev", or unpack the archive that "npm run pack" makes, which needs no packages\n',
  )
  process.exit(1)
}
await import('./build.mjs')
