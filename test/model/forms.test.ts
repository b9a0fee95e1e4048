import { describe, expect, test } from 'vitest'
import { FORMS } from '../../src/model/forms/forms.ts'
import { usualZoneNames } from '../../src/model/forms/usual-zones.ts'

/** Texts of each form, and texts that are not, with why and what was meant where that is certain. */
const TABLE: Readonly<
  Record<string, { fit: readonly string[]; misfit: readonly (readonly [string, (string | undefined)?, string?])[] }>
> = {
  'ip-address': {
    fit: [
      '10.81.0.11',
      '0.0.0.0',
      '255.255.255.255',
      '2001:db8::7',
      '2001:DB8:0:0:0:0:0:7',
      '::ffff:10.0.0.1',
      'fe80::1%eth0',
    ],
    misfit: [
      ['', 'it is empty'],
      ['10.0.0.x', '"x" is no number from 0 to 255'],
      ['10.0.0.300', '"300" is no number from 0 to 255'],
      ['10.0.0', 'it does not have four numbers'],
      ['10.0.0.0.1', 'it does not have four numbers'],
      ['10.0.0.1.', 'it does not have four numbers'],
      ['010.0.0.1', '"010" is octal to some programs and decimal to others'],
      ['10.0.0.00', '"00" is octal to some programs and decimal to others'],
      ['0x7f.0.0.1', '"0x7f" is no number from 0 to 255'],
      ['167772161', 'it does not have four numbers'],
      ['10.0.0.1/33', 'the length of a network is no part of it', '10.0.0.1'],
      ['10.0.0.1/', 'the length of a network is no part of it', '10.0.0.1'],
      ['10.0.0.1/24', 'the length of a network is no part of it', '10.0.0.1'],
      ['10.0.0.1:12346', 'a port is no part of it'],
      [' 10.0.0.1', undefined, '10.0.0.1'],
      ['[2001:db8::1]', undefined, '2001:db8::1'],
      ['2001:db8::g'],
      ['1::2::3'],
      ['::ffff:010.0.0.1'],
      ['tokyo-1.example.com', 'it is a name'],
      ['10.0.0.{1..9}'],
    ],
  },
  'ipv4-address': {
    fit: ['10.81.0.1'],
    misfit: [
      ['2001:db8::1', 'it is IPv6'],
      ['010.81.0.1', '"010" is octal to some programs and decimal to others'],
      ['10.81.0.1/24', 'the length of a network is no part of it', '10.81.0.1'],
    ],
  },
  'interface-address': {
    fit: ['10.81.0.12/24', '10.81.0.12/32', '10.81.0.12/0', '2001:db8::7/64', '2001:db8::7/128'],
    misfit: [
      ['10.81.0.12', 'the length of the network is missing'],
      ['10.81.0.12/', 'the length of the network is missing'],
      ['2001:db8::7', 'the length of the network is missing'],
      ['10.81.0.12/33', '"33" is not the length of a network, 0 to 32'],
      ['10.81.0.12/024', '"024" is not the length of a network, 0 to 32'],
      ['2001:db8::7/129', '"129" is not the length of a network, 0 to 128'],
      ['010.81.0.12/24', '"010" is octal to some programs and decimal to others'],
      ['10.81.0/24', 'it does not have four numbers'],
      ['10.81.0.12/24/24', '"24/24" is not the length of a network, 0 to 32'],
      ['tokyo-2.example.com/24', 'it is a name'],
      ['2001:db8::g/64'],
      ['fe80::1%eth0/64', '"64" is not the length of a network, 0 to 128'],
    ],
  },
  listener: {
    fit: ['10.81.0.11', '10.81.0.11:12346', '2001:db8::11', '[2001:db8::11]', '[2001:db8::11]:12346'],
    misfit: [
      ['10.81.0.11:99999', '99999 is no port, 1 to 65535'],
      ['10.81.0.11:0', '0 is no port, 1 to 65535'],
      ['10.81.0.11:'],
      ['010.81.0.11:12346', '"010" is octal to some programs and decimal to others'],
      ['10.81.0.11/24', 'the length of a network is no part of it', '10.81.0.11'],
      ['tokyo-1:12346', 'it is a name'],
      ['10.81.0:12346', 'it does not have four numbers'],
    ],
  },
  endpoint: {
    fit: ['10.1.0.11:4711', '[2001:db8::11]:4711'],
    misfit: [
      ['10.1.0.11', 'the port is missing'],
      ['2001:db8::11', 'the port is missing'],
      ['10.1.0.11:70000', '70000 is no port, 1 to 65535'],
      ['10.1.0.300:4711', '"300" is no number from 0 to 255'],
    ],
  },
  network: {
    fit: ['10.81.16.0/20', '0.0.0.0/0', '10.81.16.7/32', '2001:db8::/32', '::/0', '2001:db8::7/128'],
    misfit: [
      ['10.81.16.0', 'the length of the network is missing'],
      ['2001:db8::', 'the length of the network is missing'],
      ['10.81.16.0/', 'the length of the network is missing'],
      ['10.81.16.5/20', 'it is an address in "10.81.16.0/20"', '10.81.16.0/20'],
      ['2001:db8::7/64', 'it is an address in "2001:db8::/64"', '2001:db8::/64'],
      ['10.81.16.0/33', '"33" is not the length of a network, 0 to 32'],
      ['10.0.0.0/255.0.0.0', 'it has a mask in the place of a length', '10.0.0.0/8'],
      ['10.0.0.0/255.0.255.0', '"255.0.255.0" is not the length of a network, 0 to 32'],
      ['010.0.0.0/8', '"010" is octal to some programs and decimal to others'],
      ['10.0.0.x/24', '"x" is no number from 0 to 255'],
      ['any', 'it is a name'],
      ['default', 'it is a name'],
    ],
  },
  'ipv4-network': {
    fit: ['10.0.0.0/8', '0.0.0.0/0', '10.9.0.1/32'],
    misfit: [
      ['default', undefined, '0.0.0.0/0'],
      ['2001:db8::/32', 'it is IPv6'],
      ['10.9.0.1/16', 'it is an address in "10.9.0.0/16"', '10.9.0.0/16'],
    ],
  },
  host: {
    fit: [
      'ntp',
      'ntp.example.com',
      'NTP.Example.Com.',
      'gw_1.corp',
      '3com.example',
      'xn--bcher-kva.example',
      '10.0.0.1',
      '2001:db8::3',
      '1.pool.ntp.org',
    ],
    misfit: [
      ['', 'it is empty'],
      ['10.0.0.x', '"x" is no number from 0 to 255'],
      ['10.0.0.300', '"300" is no number from 0 to 255'],
      ['010.0.0.1', '"010" is octal to some programs and decimal to others'],
      ['10.0.0.1/24', 'the length of a network is no part of it', '10.0.0.1'],
      ['[2001:db8::3]', undefined, '2001:db8::3'],
      ['ntp.example.com ', undefined, 'ntp.example.com'],
      ['ntp.example.com:123', 'a port is no part of it'],
      ['http://proxy.example.com', 'it is a URL'],
      ['ntp example.com', '" " cannot be in a host name'],
      ['büro.example.com', '"ü" (U+00FC) cannot be in a host name'],
      ['ntp..example.com'],
      ['-ntp.example.com'],
      [`${'a'.repeat(64)}.example.com`],
    ],
  },
  'host-name': {
    fit: ['tokyo-1', 'tokyo-1.example.com'],
    misfit: [
      ['10.0.0.1', 'it is an address'],
      ['tokyo 1', '" " cannot be in a host name'],
      ['tokyo-1:4712', 'a port is no part of it'],
    ],
  },
  administration: {
    fit: [
      'tokyo-1',
      'tokyo-1:4712',
      '10.0.0.1',
      '10.0.0.1:4712',
      '2001:db8::1',
      '[2001:db8::1]:4712',
      'https://tokyo-1:4712/Konfigurator/REST',
      'https://[2001:db8::1]/',
      'ssh://root@tokyo-1',
      'tokyo-1/Konfigurator',
    ],
    misfit: [
      ['https://tokyo-1:99999', '99999 is no port, 1 to 65535'],
      ['https://10.0.0.300:4712', 'of "10.0.0.300", "300" is no number from 0 to 255'],
      ['htps://tokyo-1', '"htps" is not "https" or "http" or "ssh"'],
      ['https:/tokyo-1', '":" cannot be in a host name'],
      ['https://', 'the host is missing'],
      ['https://[10.0.0.1]/'],
      ['tokyo-1:4712x', '":" cannot be in a host name'],
      ['10.0.0.1/24', 'the length of a network is no part of it'],
      ['010.0.0.1:4712', 'of "010.0.0.1", "010" is octal to some programs and decimal to others'],
    ],
  },
  'web-server': {
    fit: ['https://updates.example.com', 'http://10.0.0.1:8080/path?a=b', 'updates.example.com'],
    misfit: [
      ['ftp://updates.example.com', '"ftp" is not "https" or "http"'],
      ['htps:/update', '":" cannot be in a host name'],
    ],
  },
  url: {
    fit: ['ftps://logs.example.com/%h/', 'sftp://user@backup.example.com:22/gateways/', 'https://%h.logs.example.com/'],
    misfit: [
      ['ftps:/logs.example.com/%h/'],
      ['logs.example.com'],
      ['ftps://logs..example.com/'],
      ['ftps://10.0.0.300/x', 'of "10.0.0.300", "300" is no number from 0 to 255'],
    ],
  },
  'path-or-url': {
    fit: [
      '/opt/mwg/backup',
      'backup',
      'sftp://backup.example.com/gateways/',
      'backup@host:/gateways',
      'file:///opt/backup',
    ],
    misfit: [['ftps:/backup.example.com'], ['sftp://backup..example.com/'], [' ']],
  },
  'calendar-day': {
    fit: ['2027-03-31', '2028-02-29', '2027-12-31 02:00', '2027-01-15T21:30', '02:30', 'mon 02:30'],
    misfit: [
      ['2027-02-29'],
      ['2027-02-31 02:00'],
      ['2027-04-31'],
      ['2027-13-01'],
      ['2027-00-10'],
      ['2027-01-00'],
      ['2100-02-29'],
    ],
  },
  'time-zone': {
    fit: ['UTC', 'Asia/Tokyo', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'],
    misfit: [['Asia/Tokio'], ['Mars/Base']],
  },
}

test('every form is in the table', () => {
  expect(Object.keys(TABLE).toSorted()).toEqual(Object.keys(FORMS).toSorted())
})

describe.each(Object.entries(TABLE))('%s', (name, { fit, misfit }) => {
  const form = FORMS[name]!

  test.each(fit)('"%s" is one', (text) => {
    expect(form.fits(text)).toBe(true)
  })

  test.each(misfit)('"%s" is none', (text = '', reason, meant) => {
    expect(form.fits(text)).toBe(false)
    const fault = form.faultOf(text)
    expect(fault.reason).toBe(reason)
    if (reason === undefined || meant !== undefined) expect(fault.meant).toBe(meant)
    if (fault.meant !== undefined) expect(form.fits(fault.meant)).toBe(true)
  })
})

test('the engine knows each of the usual time zones', () => {
  const names = usualZoneNames.trim().split(/\s+/)
  expect(names.length).toBeGreaterThan(400)
  for (const timeZone of names) expect(() => new Intl.DateTimeFormat('en-US', { timeZone })).not.toThrow()
})
