"""The demo: 许坊乡 as it might have stood in 2004, made only by the services that the forms call."""
