# install rules, package export and .deb
