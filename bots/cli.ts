import { Command } from 'commander'
import { fail } from './fail.js'

const home = ['--home <dir>', 'data folder (default: CHEYOU_HOME, or var/)'] as const

const program = new Command('cheyou')
  .description('车友管家 · looks after the customer groups of a car dealer')
  .version('0.1.0')
  .showHelpAfterError('(cheyou --help shows what there is)')

program
  .command('start', { isDefault: true })
  .description('start the bot and its page; fills an empty data folder with a demo group')
  .option(...home)
  .option('--port <n>', 'port of the page (default: CHEYOU_PORT, or 8686)')
  .action(async (options) => (await import('./commands/start.js')).start(options))

program
  .command('import <file>')
  .description('read a chat history (QQ txt; WeChat CSV or JSON lines) and report what is in it; nothing is sent')
  .option(...home)
  .option('--staff <accounts>', 'accounts of staff, comma-separated; 【群主】 and 【管理员】 are known anyway')
  .option('--json', 'print the report as one JSON object')
  .option('--format <format>', 'qq, wechat-csv or wechat-json, when it cannot be told from the file')
  .option('--column <field=name...>', 'a column of a WeChat file, such as --column content=Message')
  .action(async (file, options) => (await import('./commands/import.js')).importFile(file, options))

program
  .command('analyze')
  .description('what messages mean: {"id","text"} lines in, {"id","leads","topic","moderation",…} lines out')
  .option('--jsonl', 'JSON lines on stdin and stdout (the default)')
  .action(async () => (await import('./analyze.js')).analyze(process.stdin, process.stdout))

program
  .command('activity <text>')
  .description('announce an activity in the owner group; the text is the notice, with date, cap and deadline')
  .option(...home)
  .option('--group <name>', 'the group, when there are several')
  .action(async (text, options) => (await import('./commands/activity.js')).announceActivity(text, options))

program
  .command('knowledge <file>')
  .description('load the questions that the bot may answer in the group, from a YAML file')
  .option(...home)
  .action(async (file, options) => (await import('./commands/knowledge.js')).importKnowledge(file, options))

const customers = program.command('customers').description('customers, cars and leads of spreadsheets')
customers
  .command('import <file>')
  .description('take in an .xlsx or CSV file; the columns are guessed from their headers and shown')
  .option('--dry-run', 'try everything, keep nothing')
  .option('--update', 'what the file says replaces what is known')
  .option('--map <field=header...>', 'a column, such as --map phone=联系方式')
  .option('--errors <file>', 'where the rows go that cannot be read (default: beside the file)')
  .option(...home)
  .action(async (file, options) => (await import('./commands/customers.js')).importCustomers(file, options))

customers
  .command('export <file>')
  .description('write customers with their cars, or leads, to an .xlsx file, as far as a colleague may; on record')
  .requiredOption('--as <name>', 'the colleague, as cheyou staff list names them')
  .option('--leads', 'leads instead of customers')
  .option('--where <conditions>', 'such as "class=A tag=fishing", or "等级A 标签钓鱼"')
  .option('--full', 'with full numbers, for whoever may open any number')
  .option(...home)
  .action(async (file, options) => (await import('./commands/customers-export.js')).exportCustomers(file, options))

program
  .command('demo')
  .description('the demo group of an empty data folder')
  .requiredOption('--clear', 'remove the demo group and everything that was tried in it')
  .option(...home)
  .action(async (options) => (await import('./commands/demo.js')).clearDemo(options))

program
  .command('channels')
  .description('how each configured account fares, and what its platform lets the bot do')
  .option(...home)
  .action(async (options) => (await import('./commands/channels.js')).listChannels(options))

const staff = program.command('staff').description('who works for the dealer; only their accounts may give commands')

const role = ['--role <role>', 'admin, manager, sales, service, group_admin or viewer'] as const
const inGroups = [
  '--group <names...>',
  'where a group_admin may act; without it where the account is an owner or admin',
] as const

staff
  .command('invite <name>')
  .description('print a code; whoever sends it to the bot in private is bound under this name')
  .requiredOption(...role)
  .option(...inGroups)
  .option('--hours <n>', 'how long the code is good', '24')
  .option(...home)
  .action(async (name, options) => (await import('./commands/staff.js')).inviteColleague(name, options))

staff
  .command('add <name>')
  .description('bind an account whose id is known, without a code')
  .requiredOption('--channel <kind>', 'qq, wechat, telegram or sandbox')
  .requiredOption('--account <id>', 'the account on that platform, such as a QQ number')
  .requiredOption(...role)
  .option(...inGroups)
  .option(...home)
  .action(async (name, options) => (await import('./commands/staff.js')).addColleague(name, options))

staff
  .command('list')
  .description('all bound accounts')
  .option(...home)
  .action(async (options) => (await import('./commands/staff.js')).listColleagues(options))

staff
  .command('remove <who>')
  .description('unbind all accounts of a name, or one account such as qq:10001')
  .option(...home)
  .action(async (who, options) => (await import('./commands/staff.js')).removeColleague(who, options))

staff
  .command('login <name>')
  .description('print a code with which a colleague logs in to the HTTP API')
  .option(...home)
  .action(async (name, options) => (await import('./commands/staff.js')).logColleagueIn(name, options))

program
  .command('do <command>')
  .description('what a colleague may write to the bot, such as "群规"; exit code 1 when it is refused')
  .requiredOption('--as <name>', 'the colleague, as cheyou staff list names them')
  .option(...home)
  .action(async (command, options) => (await import('./commands/do.js')).give(command, options))

program
  .command('train')
  .description('learn what the staff corrected; a model that is worse than the present one is refused (exit code 1)')
  .option(...home)
  .action(async (options) => (await import('./commands/train.js')).train(options))

const model = program.command('model').description('the models that the bot can understand with')
model
  .command('list', { isDefault: true })
  .description('the shipped model and those learnt here; * marks the one that answers')
  .option(...home)
  .action(async (options) => (await import('./commands/model.js')).listModels(options))
model
  .command('use <version>')
  .description('let a version answer from now on; "shipped" for the one that came with the program')
  .option(...home)
  .action(async (version, options) => (await import('./commands/model.js')).useModel(version, options))
model
  .command('rollback')
  .description('back to the model before')
  .option(...home)
  .action(async (options) => (await import('./commands/model.js')).rollBackModel(options))

program
  .command('doctor')
  .description('what works and what does not; exit code 1 when something does not')
  .option(...home)
  .action(async (options) => (await import('./commands/doctor.js')).doctor(options))

program.parseAsync().catch(fail)
