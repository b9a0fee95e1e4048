import type { Rule } from './rule.ts'

/** The password of the log destination is a reference. */
export const cmLog007: Rule = {
  code: 'CM-LOG-007',
  title: 'The password of the log destination is a reference',
  severity: 'error',
  stage: 'static',
  why: 'Anything in the YAML can be read by everybody who has access to the repository, now or later.',
  source: 'ours',
  help: 'write a reference (env:NAME, file:PATH, credential:NAME) and remove user and password from the URL',
  examples: {
    invalid: { files: { 'cluster.yaml': 'logShipping: { accessLog: "ftps://logs:hunter2@logs.example.com/%h/" }' } },
    valid: {
      files: { 'cluster.yaml': 'logShipping: { accessLog: ftps://logs.example.com/%h/, password: env:LOG_PASSWORD }' },
    },
  },

  *check(cluster) {
    const shipping = cluster.facts.logShipping
    const url = shipping?.accessLog
    if (url !== undefined && /^[a-z]+:\/\/[^/:]*:[^/]*@/i.test(url.value))
      yield { message: 'the destination of the access log contains a password', place: url.origin.place }
    const password = shipping?.password
    if (password !== undefined && !/^(env|file|credential):/.test(password.value))
      yield { message: 'the password of the log destination is in plain text', place: password.origin.place }
  },
}
