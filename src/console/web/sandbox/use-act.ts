import { App } from 'antd'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api.js'

/** Runs a call of a person and tells in a sentence when it did not work; the answer says whether it did. */
export function useAct() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  return useCallback(
    async (work: () => Promise<{ taken: boolean }>): Promise<boolean> => {
      try {
        const { taken } = await work()
        if (!taken) void message.info(t('error.later'))
        return true
      } catch (error) {
        const code = error instanceof ApiError ? error.code : 'other'
        void message.warning(t([`error.${code}`, 'error.other']))
        return false
      }
    },
    [message, t],
  )
}
