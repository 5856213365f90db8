mvn -B -ntp package jib:buildTar
