import { App, ConfigProvider } from 'antd'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { loadI18n } from './i18n.js'
import './page.css'
import { Page } from './page.js'
import { theme } from './theme.js'

const i18n = await loadI18n()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <ConfigProvider theme={theme} button={{ autoInsertSpace: false }}>
        <App message={{ maxCount: 2 }}>
          <Page />
        </App>
      </ConfigProvider>
    </I18nextProvider>
  </StrictMode>,
)
