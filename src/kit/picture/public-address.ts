import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, buildConnector } from 'undici'

/** Whether an IP address is one of the open internet: neither this machine, nor its network, nor a reserved one. */
export const isPublicAddress = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'

const refused = (host: string) => Object.assign(new Error(`${host} is in no public network`), { code: 'EPRIVATE' })

/** Resolves a name, and fails when any of its addresses is not public; what is connected to is what was checked. */
const publicLookup: LookupFunction = (host, options, callback) =>
  lookup(host, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? []
    if (error || !first) return callback(error ?? refused(host), '')
    if (!addresses.every(({ address }) => isPublicAddress(address))) return callback(refused(host), '')
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family)
  })

const connect = buildConnector({ lookup: publicLookup })

/** Connects to the open internet only, also where a redirection leads. An address in digits is resolved by nobody. */
export const publicOnly = new Agent({
  connect: (options, callback) =>
    isIP(options.hostname) && !isPublicAddress(options.hostname)
      ? callback(refused(options.hostname), null)
      : connect(options, callback),
})
