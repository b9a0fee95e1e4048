import fc from 'fast-check'

// A pull request must not fail by chance: properties draw the same cases in every run, unless PADER_TEST_SEED says otherwise
// ("random" for a search, or the number that a failure printed).
const wish = process.env['PADER_TEST_SEED'] ?? '20261126'
if (wish !== 'random') {
  const seed = Number(wish)
  if (!Number.isInteger(seed)) throw new Error(`PADER_TEST_SEED takes a whole number or "random", not "${wish}"`)
  fc.configureGlobal({ seed })
}
