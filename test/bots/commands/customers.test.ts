import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { importFrom } from '../../../bots/commands/customers.js'
import { exportTo } from '../../../bots/commands/customers-export.js'
import { readRows, writeRowsTo } from '../../../bots/spreadsheets/files.js'
import { createVault } from '../../../src/kit/crypto.js'
import { silentLog } from '../../../src/kit/log.js'
import { createSay } from '../../../src/kit/texts.js'
import {
  AuditEntry,
  Customer,
  CustomerTag,
  Lead,
  LeadEvent,
  openStore,
  StaffAccount,
  type Store,
  Vehicle,
} from '../../../src/store/index.js'
import { fakeClock } from '../../kit/clock.js'
import { DEALER } from '../../kit/dealer.js'
import { ENGINES, type TestDatabase } from '../../kit/engines.js'
import { countingIds } from '../../kit/ids.js'

const folder = mkdtempSync(join(tmpdir(), 'cheyou-sheets-'))
const vault = createVault(Buffer.alloc(32, 7))
const say = createSay('zh-CN')
const HEADERS = [
  '序号',
  '客户姓名',
  '联系电话',
  '车牌号',
  '车型',
  '购车日期',
  '行驶里程',
  '意向',
  '意向级别',
  '销售顾问',
  '登记人',
  '登记时间',
  '备注',
]

/** A row of the 5,000, in the many ways in which people write: 400 people twice, and every 50th row is wrong. */
function messy(n: number): (string | number | Date | null)[] {
  const who = n >= 4_600 ? n - 4_600 : n
  const digits = `139${String(10_000_000 + who)}`
  const phones = [
    digits,
    `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`,
    `+86-${digits}`,
    digits.replace(/\d/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0)),
  ]
  const days = ['2024/3/12', '2024-03-12', '2024年3月12日', '20240312', 45363, new Date(Date.UTC(2024, 2, 12))]
  const km = ['3.2万公里', '32,000', 32000, '32000km', '']
  const wrong = n % 50 === 49
  return [
    n + 1,
    ` ${['王', '李', '欧阳'][who % 3]}小${who % 2 ? '明' : '红'}　`,
    wrong ? (n % 100 === 99 ? '不详' : '12345') : (phones[n % phones.length] as string),
    null,
    'X3',
    days[n % days.length] as string,
    km[n % km.length] as string,
    who % 5 === 0 ? '想换X5' : '无',
    '',
    who % 2 ? '佳佳' : '离职的老王',
    '前台小周',
    '2024-05-06 09:30',
    '嗓门大',
  ]
}

describe('cheyou customers', () => {
  let database: TestDatabase
  let store: Store
  const clock = fakeClock()
  const around = () => ({ store, vault, ids, dealer: DEALER, clock, say, log: silentLog })
  const ids = countingIds()
  const read = <T>(work: Parameters<typeof store.transaction<T>>[0]) => store.transaction(work)
  beforeEach(async () => {
    database = await ENGINES.sqlite()
    store = await openStore(database.options)
    await read((db) =>
      db.insert(StaffAccount, { id: 's', channel: 'sandbox', externalId: 'jj', name: '佳佳', role: 'sales' }),
    )
  })
  afterEach(async () => {
    await store.close()
    await database.drop()
  })

  it('takes in 5,000 messy rows of an .xlsx file; a second run adds nothing; what is wrong opens in Excel', async () => {
    const rows = [['客户台账（2024）'], HEADERS, ...Array.from({ length: 5_000 }, (_, n) => messy(n))]
    const file = join(folder, '台账.xlsx')
    await writeRowsTo(file, rows)
    const errors = join(folder, '问题.xlsx')
    const done = (await importFrom(file, { errors }, around())).join('\n')
    // Of 4,600 people 92 have only wrong rows; the others come in once.
    const people = 4_600 - 92
    expect(done).toContain(`一共 5000 行：新客户 ${people}，新车辆 0，`)
    expect(done).toContain('有问题 100')
    expect(done).toContain('这些人不在同事名单里，他们的线索放给大家接：离职的老王')
    const bad = await readRows(errors)
    expect(bad).toHaveLength(101)
    expect(bad[1]).toEqual(expect.arrayContaining(['52', '手机看不懂']))
    const [one] = await read((db) => db.findBy(Customer, { phoneFingerprint: vault.fingerprint('13910000000') }))
    expect(one).toMatchObject({ displayName: '王** 0000', owner: '离职的老王' })
    expect(vault.open(one?.realName ?? '')).toBe('王小红')
    const leads = await read((db) => db.find(Lead))
    expect(leads.length).toBe(new Set(leads.map(({ customerId }) => customerId)).size)
    const at = Date.parse('2024-05-06T09:30:00+08:00')
    expect(leads.find((lead) => lead.claimedBy === null)).toMatchObject({
      state: 'new',
      raisedAt: at,
      source: 'showroom',
    })
    expect(leads.find((lead) => lead.claimedBy === '佳佳')?.nextContactAt).toBeGreaterThan(clock.now())
    expect((await read((db) => db.find(LeadEvent)))[0]).toMatchObject({ type: 'raised', actor: '前台小周', at })

    const again = (await importFrom(file, { errors }, around())).join('\n')
    expect(again).toContain('新客户 0，新车辆 0，新线索 0，更新 0，已有 4900，有问题 100')
  })

  it('exports what a colleague may have, which may come back as it is', async () => {
    const [file, back] = [join(folder, 'in.csv'), join(folder, 'out.xlsx')]
    const rows = [
      ['姓名,手机,车牌,品牌,车型,保险到期,农历生日,标签,来源,销售顾问'],
      ['周女士,13800001111,沪A12345,追风,X3,2026-12-01,八月十五,钓鱼 露营,展厅,佳佳'],
      ['李先生,13800002222,,,,,,,,'],
    ]
    writeFileSync(file, new Uint8Array(Buffer.from(rows.join('\n'), 'utf8')))
    await importFrom(file, {}, around())
    await read((db) =>
      db.insert(StaffAccount, { id: 'm', channel: 'sandbox', externalId: 'cz', name: '陈总', role: 'manager' }),
    )
    expect(await exportTo(back, { as: '佳佳' }, around())).toBe(`导出 1 行，写在 ${back}（已记录）。`)
    expect((await readRows(back))[1]?.slice(0, 5)).toEqual(['周女士', '138****1111', '沪A***45', '追风', 'X3'])
    await expect(exportTo(back, { as: '佳佳', full: true }, around())).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(exportTo(back, { as: '谁' }, around())).rejects.toMatchObject({ code: 'no_colleague' })
    const odd = exportTo(back, { as: '陈总', where: '标签露营 很有钱' }, around())
    await expect(odd).rejects.toMatchObject({ code: 'input_invalid' })
    expect(await exportTo(back, { as: '陈总', full: true }, around())).toContain('导出 2 行')
    expect((await importFrom(back, { update: true }, around())).join()).toContain(
      '新客户 0，新车辆 0，新线索 0，更新 0，已有 2',
    )
    const reads = await read((db) => db.findBy(AuditEntry, { what: 'customers.phone_read' }))
    expect(reads.map(({ actor }) => actor)).toEqual(['cz', 'cz'])
  })

  it('meets people by plate, replaces what is known when asked to, and takes columns by name', async () => {
    const file = join(folder, 'cars.csv')
    const csv = (km: string, phone: string) =>
      new Uint8Array(Buffer.from(`车主,牌照,里程数,微信电话\n周女士,沪A·12345,${km},${phone}\n`, 'utf8'))
    writeFileSync(file, csv('3万', ''))
    const tried = await importFrom(file, { dryRun: true }, around())
    expect(tried).toEqual(expect.arrayContaining(['牌照 → 车牌（plate）', '没用上的列：微信电话']))
    expect(tried.join()).toContain('试跑 1 行（没有写入）：新客户 1，新车辆 1')
    expect(await read((db) => db.count(Customer))).toBe(0)
    expect((await importFrom(file, {}, around())).join()).toContain('新客户 1，新车辆 1')
    writeFileSync(file, csv('4万', '13800001111'))
    expect((await importFrom(file, {}, around())).join()).toContain('更新 0，已有 1')
    const map = ['phone=微信电话']
    expect((await importFrom(file, { update: true, map }, around())).join()).toContain('更新 1，已有 0')
    expect(await read((db) => db.find(Vehicle))).toMatchObject([{ mileage: 40_000 }])
    // What else such files know of cars and people, a lunar birthday too; tags of a file are added, and none is taken away.
    const dated = [
      ['车主', '车牌', '生日', '上牌日期', '保险到期日', '年审到期', '质保截止', '按揭到期日', '客户标签'],
      ['周女士', '沪A12345', '农历八月十五', '2023.5.6', 46357, '2027年5月', '2026-05-06', '2026/12/1', '钓鱼、露营'],
      ['王先生', '沪A22222', new Date(Date.UTC(1985, 2, 12)), null, null, null, null, null, '钓鱼'],
      ['李先生', '沪A33333', '1985年3月', null, null, null, null, null, null],
    ]
    const book = join(folder, 'dates.xlsx')
    await writeRowsTo(book, dated)
    expect((await importFrom(book, { update: true }, around())).join()).toMatch(/新客户 1，.*更新 1，.*有问题 1/)
    expect((await importFrom(book, { update: true }, around())).join()).toMatch(/新客户 0，.*更新 0，已有 2，有问题 1/)
    expect(await read((db) => db.find(Vehicle, { order: { id: 'ASC' } }))).toMatchObject([
      {
        ...{ registeredOn: '2023-05-06', insuranceUntil: '2026-12-01', inspectionUntil: '2027-05-31' },
        ...{ warrantyUntil: '2026-05-06', financedUntil: '2026-12-01', mileage: 40_000 },
      },
      {},
    ])
    const [customer, other] = await read((db) => db.find(Customer, { order: { id: 'ASC' } }))
    expect(customer).toMatchObject({ birthday: '08-15', birthdayLunar: true })
    expect(other).toMatchObject({ birthday: '1985-03-12', birthdayLunar: false })
    const tags = await read((db) => db.find(CustomerTag, { order: { id: 'ASC' } }))
    expect(tags.map(({ tag }) => tag)).toEqual(['钓鱼', '露营', '钓鱼'])
    expect(vault.open(customer?.phone ?? '')).toBe('13800001111')
    await expect(importFrom(file, { map: ['phone=没有'] }, around())).rejects.toMatchObject({ code: 'input_invalid' })
    // 客户姓名,联系电话 / 王总,13800002222 as a Chinese Windows writes it.
    const gb = Buffer.from('bfcdbba7d0d5c3fb2cc1aacfb5b5e7bbb00acdf5d7dc2c31333830303030323232320a', 'hex')
    writeFileSync(file, new Uint8Array(gb))
    expect((await importFrom(file, {}, around())).join('\n')).toMatch(/客户姓名 → 姓名（name）[\s\S]*新客户 1/)
    writeFileSync(file, '甲,乙\n1,2\n')
    await expect(importFrom(file, {}, around())).rejects.toMatchObject({ code: 'input_invalid' })
    await expect(importFrom(join(folder, 'none.csv'), {}, around())).rejects.toMatchObject({ code: 'file_unreadable' })
  })
})
