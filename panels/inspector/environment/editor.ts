import '../../shared/environments/environments.css'

export { EnvironmentsEditor } from '../../shared/environments/environments-editor.tsx'
