export { maskedReason, type Delivery } from './delivery';
export { MailSender, type Mail, type MailAttachment, type MailSettings } from './mail-sender';
export { mailSettingsIn } from './mail-settings';
