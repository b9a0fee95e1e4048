import { endpoint, interfaceAddress, ipAddress, ipv4Address, listener } from './address.ts'
import type { Form } from './form.ts'
import { administration, host, hostName, pathOrUrl, url, webServer } from './host.ts'
import { ipv4Network, network } from './network.ts'
import { date, timeZone } from './time.ts'

/** Every form by the name that schemas give it under `format`. */
export const FORMS: Readonly<Record<string, Form>> = {
  'ip-address': ipAddress,
  'ipv4-address': ipv4Address,
  'interface-address': interfaceAddress,
  listener,
  endpoint,
  network,
  'ipv4-network': ipv4Network,
  host,
  'host-name': hostName,
  administration,
  'web-server': webServer,
  'path-or-url': pathOrUrl,
  url,
  'calendar-day': date,
  'time-zone': timeZone,
}
