// Builds dist/ from src/: one JavaScript file per TypeScript file, so that a stack trace names what one can read.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, rmSync } from 'node:fs'

const root = new URL('..', import.meta.url)
rmSync(new URL('dist', root), { recursive: true, force: true })
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
})
const bin = new URL('dist/cli/bin.js', root)
if (existsSync(bin)) chmodSync(bin, 0o755)
