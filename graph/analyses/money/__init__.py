"""Where money went and where it came from: transfers in paired with transfers out, account by account."""
