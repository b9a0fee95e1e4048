/** The commands that set a clock by force (BP): one up to 7.2, the services in order from 7.3 on. */
export function setClock(version: string | undefined): readonly string[] {
  const old = ['$ ntpd -s']
  const current = ['$ service ntpd stop', '$ service ntpdate start', '$ service ntpd start']
  if (version === undefined) return ['up to 7.2:', ...old, 'from 7.3 on:', ...current]
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < 7 || (major === 7 && minor < 3) ? old : current
}
