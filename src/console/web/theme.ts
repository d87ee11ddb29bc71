import type { ThemeConfig } from 'antd'

/** The colours are those of page.css. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0e7c66',
    colorInfo: '#0e7c66',
    colorLink: '#0e7c66',
    borderRadius: 8,
    fontFamily:
      "system-ui, -apple-system, 'PingFang SC', 'HarmonyOS Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif",
  },
}
