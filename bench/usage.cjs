// Loaded into each measured Node process: at its end it writes what the operating system accounted to it.
const { writeSync } = require('node:fs')
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  writeSync(3, JSON.stringify({ user: userCPUTime / 1e6, system: systemCPUTime / 1e6, peak: maxRSS / 1024 }))
})
