// Loaded into each measured Node process: at its end it writes what the operating system accounted to it.
const { readFileSync, writeSync } = require('node:fs')
process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage()
  writeSync(3, JSON.stringify({ user: userCPUTime / 1e6, system: systemCPUTime / 1e6, peak: peakMemory() }))
})

/** In MiB. What resourceUsage() calls the peak starts at the memory of the parent, so the kernel is asked for this program's own. */
function peakMemory() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024
  } catch {
    return process.resourceUsage().maxRSS / 1024
  }
}
